/** The person's own mail: folders, reading and writing. */
@NullMarked
package fr.vaguemestre.ui.webmail;

import org.jspecify.annotations.NullMarked;
