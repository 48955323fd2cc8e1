/**
 * Benchmarks: ours and a baseline measured in one run, interleaved. Start reading at {@link fr.vaguemestre.bench.Bench}.
 */
@NullMarked
package fr.vaguemestre.bench;

import org.jspecify.annotations.NullMarked;
