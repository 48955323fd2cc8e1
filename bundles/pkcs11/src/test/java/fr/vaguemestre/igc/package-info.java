/** What igc does with a key that is in a token; here, for igc knows no token. */
package fr.vaguemestre.igc;
