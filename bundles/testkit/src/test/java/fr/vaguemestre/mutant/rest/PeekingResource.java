package fr.vaguemestre.mutant.rest;

import fr.vaguemestre.mutant.Mutants;

final class PeekingResource {
    final Mutants.Implementation implementation = new Mutants.Implementation();
}
