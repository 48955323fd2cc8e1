package fr.vaguemestre.api.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a route whose answer tells what people wrote to each other: under an {@code Idempotency-Key} its status is kept, and
 * not its body, for mail belongs to the store of mail alone. Who sends the request again gets the status.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Unkept {}
