/** Sign-in and accounts over HTTP. */
@NullMarked
package fr.vaguemestre.access.rest;

import org.jspecify.annotations.NullMarked;
