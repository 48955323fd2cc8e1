/**
 * The database of the appliance: pools, migrations, the unit of work, the outbox relay and the clock. Start reading at {@link
 * fr.vaguemestre.store.PostgresUnitOfWork}.
 */
@NullMarked
package fr.vaguemestre.store;

import org.jspecify.annotations.NullMarked;
