/** Every form that is filled in and sent. Start reading at {@link fr.vaguemestre.ui.form.FormPanel}. */
@NullMarked
package fr.vaguemestre.ui.form;

import org.jspecify.annotations.NullMarked;
