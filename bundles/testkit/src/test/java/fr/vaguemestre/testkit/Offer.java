package fr.vaguemestre.testkit;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one package of an api offers: each type and member that others can name, one line each.
 *
 * @param version the package's own
 * @param lines in the words of Java; what others must write when they implement it begins with {@value #TO_IMPLEMENT}
 */
record Offer(Version version, SortedSet<String> lines) {
    static final String TO_IMPLEMENT = "to implement: ";
    private static final String VERSION = "org.osgi.annotation.versioning.Version";
    private static final Pattern MEMBER = Pattern.compile(" ([\\w.$]+)\\.[^.]+\\(");
    private static final String CONSUMER = "org.osgi.annotation.versioning.ConsumerType";

    /** Three numbers; the third says nothing to whoever uses the package. */
    record Version(int major, int minor, int micro) {
        static Version of(String text) {
            String[] numbers = text.split("\\.", -1);
            return new Version(
                    Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]));
        }

        boolean olderThan(Version other) {
            return major < other.major || (major == other.major && minor < other.minor);
        }

        @Override
        public String toString() {
            return major + "." + minor + "." + micro;
        }
    }

    /** Of a package with a version; nothing of one without, which is offered to nobody. */
    static Optional<Offer> of(JavaClasses code, JavaPackage offered) {
        return offered.tryGetAnnotationOfType(VERSION)
                .flatMap(said -> said.get("value").map(String::valueOf))
                .map(version -> new Offer(Version.of(version), lines(code, offered.getName())));
    }

    private static SortedSet<String> lines(JavaClasses code, String name) {
        return code.stream()
                .filter(type -> type.getPackageName().equals(name))
                .filter(type -> !type.getSimpleName().endsWith("package-info"))
                .flatMap(Offer::lines)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether others wrote an implementation of the line's type already: one that is new as a whole breaks nobody. */
    static boolean isAddedToWhatOthersImplement(String come, SortedSet<String> before) {
        var member = MEMBER.matcher(come);
        if (!come.startsWith(TO_IMPLEMENT) || !member.find()) {
            return false;
        }
        String type = Pattern.quote(member.group(1));
        var declared = Pattern.compile("interface " + type + "(<.*)?$|^" + TO_IMPLEMENT + ".* " + type + "\\.[^.]+\\(");
        return before.stream().anyMatch(line -> declared.matcher(line).find());
    }

    private static Stream<String> lines(JavaClass imported) {
        Class<?> type = imported.reflect();
        if (!named(type)) {
            return Stream.empty();
        }
        boolean byOthers = imported.isInterface() && imported.isAnnotatedWith(CONSUMER);
        Stream<String> members = Stream.of(
                        Arrays.stream(type.getDeclaredFields()),
                        Arrays.stream(type.getDeclaredConstructors()),
                        Arrays.stream(type.getDeclaredMethods()))
                .flatMap(every -> every.map(Member.class::cast))
                .filter(member -> offered(member.getModifiers()) && !member.isSynthetic())
                .map(member -> (byOthers && abstractOne(member) ? TO_IMPLEMENT : "") + line(member));
        return Stream.concat(Stream.concat(Stream.of(type.toGenericString()), supertypes(type)), members);
    }

    private static boolean named(Class<?> type) {
        Class<?> around = type.getEnclosingClass();
        return offered(type.getModifiers())
                && !type.isAnonymousClass()
                && !type.isLocalClass()
                && (around == null || named(around));
    }

    private static boolean offered(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static boolean abstractOne(Member member) {
        return Modifier.isAbstract(member.getModifiers());
    }

    private static Stream<String> supertypes(Class<?> type) {
        Stream<Type> above = Stream.concat(
                Optional.<Type>ofNullable(type.getGenericSuperclass()).stream(),
                Arrays.stream(type.getGenericInterfaces()));
        return above.map(one -> type.getName() + " is a " + one.getTypeName());
    }

    private static String line(Member member) {
        return switch (member) {
            case Field field -> field.toGenericString() + constant(field);
            case Method method -> method.toGenericString();
            case Constructor<?> constructor -> constructor.toGenericString();
            default -> throw new IllegalStateException(member.toString());
        };
    }

    /** A constant is copied into whoever is compiled against it. */
    private static String constant(Field field) {
        boolean copied = Modifier.isStatic(field.getModifiers())
                && Modifier.isFinal(field.getModifiers())
                && (field.getType().isPrimitive() || field.getType() == String.class);
        try {
            return copied && Modifier.isPublic(field.getModifiers()) ? " = " + field.get(null) : "";
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
