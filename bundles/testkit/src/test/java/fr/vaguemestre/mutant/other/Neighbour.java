package fr.vaguemestre.mutant.other;

/** Stands for a class of another bundle. */
public final class Neighbour {}
