package fr.vaguemestre.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What the files of features must be, besides what Karaf's own tool tells of each (that it resolves alone): one feature for each
 * word, which installs that bundle of ours and knows no neighbour; one that is the appliance; libraries that hold nothing of ours.
 *
 * @param words what bundles there are
 */
record FeatureRules(Set<String> words) {
    static final String FEATURE = "vaguemestre-";
    private static final String APPLIANCE = FEATURE + "appliance";
    private static final String API = FEATURE + "api";
    private static final String OURS = "mvn:fr.vaguemestre/";
    private static final Pattern FROM = Pattern.compile("(wrap:)?mvn:[\\w.-]+/[\\w.-]+/[\\w.${}-]+(\\$.*)?");

    /** One feature: what it names and what it installs. */
    private record Feature(List<String> features, List<String> bundles) {}

    /** What is wrong with the two files, one line each. */
    List<String> faults(String ours, String libraries) {
        Map<String, Feature> features = read(ours);
        Map<String, Feature> library = read(libraries);
        List<String> faults = new ArrayList<>();
        for (String word : words) {
            Feature feature = features.getOrDefault(FEATURE + word, new Feature(List.of(), List.of()));
            String bundle = OURS + FEATURE + word + "/${project.version}";
            if (!feature.bundles().contains(bundle)) {
                faults.add(word + ": no feature installs its bundle in the version that is built");
            }
        }
        features.forEach((name, feature) -> {
            neighbours(name, feature, faults);
            strangers(name, feature, faults);
            feature.features().stream()
                    .filter(named -> named.startsWith(FEATURE) || named.startsWith("library-"))
                    .filter(named -> !features.containsKey(named) && !library.containsKey(named))
                    .forEach(named -> faults.add(name + " names " + named + ", which is nowhere"));
        });
        library.forEach((name, feature) -> {
            strangers(name, feature, faults);
            if (feature.bundles().stream().anyMatch(bundle -> bundle.startsWith(OURS))
                    || feature.features().stream().anyMatch(named -> named.startsWith(FEATURE))) {
                faults.add(name + " is a library and knows something of ours");
            }
        });
        return faults;
    }

    private void neighbours(String name, Feature feature, List<String> faults) {
        List<String> others = feature.features().stream()
                .filter(named -> named.startsWith(FEATURE))
                .toList();
        long own = feature.bundles().stream()
                .filter(bundle -> bundle.startsWith(OURS))
                .count();
        if (name.equals(APPLIANCE)) {
            Set<String> all =
                    new TreeSet<>(words.stream().map(word -> FEATURE + word).toList());
            all.remove(API);
            if (!feature.bundles().isEmpty() || !all.equals(new TreeSet<>(others)) || others.size() != all.size()) {
                faults.add(name + " is not every feature once");
            }
        } else if (!others.equals(name.equals(API) ? List.of() : List.of(API))) {
            faults.add(name + " knows more of us than the api: " + others);
        } else if (own != 1) {
            faults.add(name + " installs " + own + " bundles of ours");
        }
    }

    private static void strangers(String name, Feature feature, List<String> faults) {
        feature.bundles().stream()
                .filter(bundle -> !FROM.matcher(bundle).matches())
                .forEach(bundle -> faults.add(name + " installs from elsewhere, or in any version: " + bundle));
    }

    private static Map<String, Feature> read(String xml) {
        try {
            var factory = DocumentBuilderFactory.newDefaultInstance();
            var document =
                    factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
            Map<String, Feature> features = new LinkedHashMap<>();
            for (Element feature : children(document.getDocumentElement(), "feature")) {
                features.put(
                        feature.getAttribute("name"), new Feature(texts(feature, "feature"), texts(feature, "bundle")));
            }
            return features;
        } catch (IOException | SAXException | ParserConfigurationException unreadable) {
            throw new IllegalArgumentException(unreadable);
        }
    }

    private static List<String> texts(Element parent, String name) {
        return children(parent, name).stream()
                .map(child -> child.getTextContent().strip())
                .toList();
    }

    private static List<Element> children(Element parent, String name) {
        NodeList nodes = parent.getChildNodes();
        List<Element> found = new ArrayList<>();
        IntStream.range(0, nodes.getLength()).forEach(at -> {
            Node node = nodes.item(at);
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        });
        return found;
    }
}
