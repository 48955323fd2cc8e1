package fr.vaguemestre.mutantapi.one;

import fr.vaguemestre.mutantapi.two.Silent;
import org.apache.cxf.Foreign;

/** A class that does something, in an api, with a technology, in a cycle. */
public final class Doer {
    final Silent silent = () -> null;
    final Foreign foreign = new Foreign();
}
