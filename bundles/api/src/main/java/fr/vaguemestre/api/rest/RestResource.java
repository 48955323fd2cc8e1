package fr.vaguemestre.api.rest;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A JAX-RS resource under {@code /api/v1}. Register the annotated object under this interface; its routes come and go
 * with the service. Every method is refused without a token unless annotated {@link Anonymous}; a method learns who calls
 * from {@code @Context SecurityContext}: {@code CallerPrincipal.callerOf(security.getUserPrincipal())}.
 *
 * <p>A list takes {@code @Context PageRequest page}: {@code limit}, {@code cursor}, {@code q} and {@code sort} of the query,
 * checked. A body is a record: a component that is neither {@code Optional}, {@code @Nullable}, a primitive nor a
 * collection must be there, an absent collection is empty, an unknown or mistyped field is refused by name with 400.
 *
 * <p>Titles of problems live in the bundle that throws them, one line {@code <code>=<title>} each, UTF-8: {@code
 * OSGI-INF/l10n/problems_fr.properties} and {@code problems_en.properties}; the area of the code is the last word of the
 * bundle's symbolic name.
 */
@ConsumerType
public interface RestResource {}
