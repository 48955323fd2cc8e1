package fr.vaguemestre.api.rest;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A JAX-RS resource under {@code /api/v1}. Register the annotated object under this interface; its routes come and go
 * with the service. Every method is refused without a token unless annotated {@link Anonymous}; a method learns who calls
 * from {@code @Context SecurityContext}: {@code CallerPrincipal.callerOf(security.getUserPrincipal())}.
 */
@ConsumerType
public interface RestResource {}
