/** Every page that shows a list: search and filters, table, panel beside it, bulk acts, export. Start reading at {@link fr.vaguemestre.ui.list.ListPage}. */
@NullMarked
package fr.vaguemestre.ui.list;

import org.jspecify.annotations.NullMarked;
