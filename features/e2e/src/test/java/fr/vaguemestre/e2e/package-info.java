/** Black-box tests of a running appliance: {@code ./vaguemestre test e2e}. Each test makes a hospital of its own. */
@NullMarked
package fr.vaguemestre.e2e;

import org.jspecify.annotations.NullMarked;
