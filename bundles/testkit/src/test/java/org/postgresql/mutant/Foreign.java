package org.postgresql.mutant;

/** Stands for a technology that has an owner. */
public final class Foreign {}
