/** What other bundles offer at the moment, and news of changes. */
@NullMarked
package fr.vaguemestre.ui.registry;

import org.jspecify.annotations.NullMarked;
