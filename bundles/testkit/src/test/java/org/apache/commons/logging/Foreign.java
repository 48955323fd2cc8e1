package org.apache.commons.logging;

/** Stands for a technology that has an owner. */
public final class Foreign {}
