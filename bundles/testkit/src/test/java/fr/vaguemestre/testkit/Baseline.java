package fr.vaguemestre.testkit;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import fr.vaguemestre.testkit.Offer.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What an api offers, package by package, and whether its versions tell what became of it since another state of it: as
 * <a href="https://docs.osgi.org/whitepaper/semantic-versioning/">semantic versioning</a> of OSGi asks, by which importers
 * are bound. A package that is gone altogether has no version; importers miss it when they are resolved.
 *
 * @param packages by name
 */
record Baseline(SortedMap<String, Offer> packages) {
    private static final String PACKAGE = "package ";

    static Baseline of(JavaClasses code, String root) {
        var packages = new TreeMap<String, Offer>();
        JavaPackage top = code.getPackage(root);
        Stream.concat(Stream.of(top), top.getSubpackagesInTree().stream())
                .forEach(one -> Offer.of(code, one).ifPresent(offer -> packages.put(one.getName(), offer)));
        return new Baseline(packages);
    }

    static Baseline read(List<String> lines) {
        var packages = new TreeMap<String, Offer>();
        Optional<Offer> open = Optional.empty();
        for (String line : lines) {
            if (line.startsWith(PACKAGE)) {
                String[] words = line.split(" ", -1);
                var offer = new Offer(Version.of(words[2]), new TreeSet<>());
                packages.put(words[1], offer);
                open = Optional.of(offer);
            } else {
                open.orElseThrow().lines().add(line);
            }
        }
        return new Baseline(packages);
    }

    List<String> write() {
        List<String> lines = new ArrayList<>();
        packages.forEach((name, offer) -> {
            lines.add(PACKAGE + name + " " + offer.version());
            lines.addAll(offer.lines());
        });
        return lines;
    }

    /** What is wrong with the versions of this state, one sentence for each line that its package's version does not tell of. */
    List<String> faults(Baseline before) {
        List<String> faults = new ArrayList<>();
        for (Map.Entry<String, Offer> entry : before.packages.entrySet()) {
            Offer now = packages.get(entry.getKey());
            if (now != null) {
                changes(now, entry.getValue()).forEach(change -> faults.add(entry.getKey() + " " + change));
            }
        }
        return faults;
    }

    private static List<String> changes(Offer now, Offer before) {
        List<String> changes = new ArrayList<>();
        boolean sameMajor = now.version().major() <= before.version().major();
        boolean sameMinor =
                sameMajor && now.version().minor() <= before.version().minor();
        if (now.version().olderThan(before.version())) {
            changes.add(now.version() + " is older than " + before.version());
        }
        for (String gone : before.lines()) {
            if (sameMajor && !now.lines().contains(gone)) {
                changes.add(now.version() + " needs another major version, for this is gone: " + gone);
            }
        }
        for (String come : now.lines()) {
            boolean known = before.lines().contains(come);
            if (!known && sameMajor && Offer.isAddedToWhatOthersImplement(come, before.lines())) {
                changes.add(now.version() + " needs another major version, for this has come " + come);
            } else if (!known && sameMinor) {
                changes.add(now.version() + " needs another minor version, for this has come: " + come);
            }
        }
        return changes;
    }
}
