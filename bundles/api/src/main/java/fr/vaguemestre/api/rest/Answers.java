package fr.vaguemestre.api.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a route that returns a {@code javax.ws.rs.core.Response} answers when all goes well; the contract tells it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Answers {
    /** The HTTP status, for example 201. */
    int value();

    /** The record that the body is; {@code Void} for octets, or for none. */
    Class<?> body() default Void.class;
}
