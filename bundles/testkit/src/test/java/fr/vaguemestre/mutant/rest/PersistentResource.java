package fr.vaguemestre.mutant.rest;

import javax.persistence.EntityManager;
import org.jspecify.annotations.Nullable;

final class PersistentResource {
    @Nullable
    EntityManager entities;
}
