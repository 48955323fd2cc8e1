@NullMarked
package fr.vaguemestre.webmail.rest;

import org.jspecify.annotations.NullMarked;
