/** Redis behind a port that never fails. Start reading at {@link fr.vaguemestre.cache.RedisCache}. */
@NullMarked
package fr.vaguemestre.cache;

import org.jspecify.annotations.NullMarked;
