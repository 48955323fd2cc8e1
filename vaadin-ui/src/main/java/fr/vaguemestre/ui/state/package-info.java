/** The page that tells the operator's administrators how the appliance is, and what is still missing. */
@NullMarked
package fr.vaguemestre.ui.state;

import org.jspecify.annotations.NullMarked;
