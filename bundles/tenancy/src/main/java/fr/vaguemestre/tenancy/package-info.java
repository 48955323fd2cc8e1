/**
 * Structures and their mail domains, with quotas. Start reading at {@link fr.vaguemestre.tenancy.JpaTenancyService}.
 */
@NullMarked
package fr.vaguemestre.tenancy;

import org.jspecify.annotations.NullMarked;
