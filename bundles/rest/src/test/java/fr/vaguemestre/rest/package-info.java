@NullMarked
package fr.vaguemestre.rest;

import org.jspecify.annotations.NullMarked;
