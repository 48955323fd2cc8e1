package fr.vaguemestre.e2e.demo;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * One step of the demonstration.
 *
 * @param word key of its title in the texts
 * @param servers that it goes through, the most probable culprit first
 * @param act does it, reads the result at its far end and gives that as lines for a person; throws when it is not there
 */
record Step(String word, List<String> servers, Callable<List<String>> act) {}
