/**
 * The HTTP server under {@code /api/v1}: it carries the resources of every bundle and knows none. Start reading at {@link
 * fr.vaguemestre.rest.RestPublisher}; a request comes in by {@link fr.vaguemestre.rest.RestServlet}.
 */
@NullMarked
package fr.vaguemestre.rest;

import org.jspecify.annotations.NullMarked;
