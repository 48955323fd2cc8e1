package org.bouncycastle;

/** Stands for a technology that has an owner. */
public final class Foreign {}
