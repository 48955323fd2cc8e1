/** Plays the main job on a running appliance and reads each result at its far end. */
@NullMarked
package fr.vaguemestre.e2e.demo;

import org.jspecify.annotations.NullMarked;
