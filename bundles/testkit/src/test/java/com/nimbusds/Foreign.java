package com.nimbusds;

/** Stands for a technology that has an owner. */
public final class Foreign {}
