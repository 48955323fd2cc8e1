package fr.vaguemestre.api.rest;

/**
 * What is known of a request before anybody proved who they are; a method takes it as {@code @Context Visit visit}.
 *
 * @param origin network address of the client, as told by the edge
 * @param correlationId id of the request, repeated in logs, audit and problems
 */
public record Visit(String origin, String correlationId) {}
