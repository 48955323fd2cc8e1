package redis.clients;

/** Stands for a technology that has an owner. */
public final class Foreign {}
