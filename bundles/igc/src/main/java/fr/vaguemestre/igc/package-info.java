/** Authorities that are trusted and our own certificates, kept in the database and written to the files that the servers read. */
@NullMarked
package fr.vaguemestre.igc;

import org.jspecify.annotations.NullMarked;
