/** The audit trail: who did what, whether nothing was changed in it, and a copy for an auditor. */
@NullMarked
package fr.vaguemestre.ui.audit;

import org.jspecify.annotations.NullMarked;
