package org.apache.log4j;

/** Stands for a technology that has an owner. */
public final class Foreign {}
