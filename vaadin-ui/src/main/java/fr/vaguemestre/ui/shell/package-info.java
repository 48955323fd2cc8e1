/** The frame around every page: menu, language, messages. */
@NullMarked
package fr.vaguemestre.ui.shell;

import org.jspecify.annotations.NullMarked;
