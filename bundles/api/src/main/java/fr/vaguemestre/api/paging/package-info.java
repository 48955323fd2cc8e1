/** Lists that are read page by page. */
@Export
@Version("1.0.0")
@NullMarked
package fr.vaguemestre.api.paging;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
