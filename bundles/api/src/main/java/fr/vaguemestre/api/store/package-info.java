/**
 * The one door to the database. The only package of the API that sees JPA and JDBC. Start reading at {@link
 * fr.vaguemestre.api.store.UnitOfWork}.
 */
@Export
@Version("1.0.0")
@NullMarked
package fr.vaguemestre.api.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
