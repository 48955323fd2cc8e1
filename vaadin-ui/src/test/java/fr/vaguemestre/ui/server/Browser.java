package fr.vaguemestre.ui.server;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;

/** Debian's Chromium, driven; remembers every host that its pages asked for anything. */
public final class Browser implements AutoCloseable {
    private static final Path CHROMIUM_PATH = Path.of("/usr/bin/chromium");
    /** Long enough for a small machine that has much else to do; who waits is a test, not a person. */
    private static final double PATIENCE_MILLIS = 60_000;

    private static final int LOOKS = 3;
    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    /** The grid's own table has a caption that it measures by; browsers and readers cope, axe 4.6 does not know it. */
    private static final Pattern VAADIN_GRID =
            Pattern.compile("aria-required-children: #\\w+,#table \\(.*", Pattern.DOTALL);

    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> hosts = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    /** One Chromium for all tests of a run, ended with it: starting one takes longer than many a test. */
    private static final class Started {
        private static final Playwright PLAYWRIGHT = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));

        private static final com.microsoft.playwright.Browser CHROMIUM = PLAYWRIGHT
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM_PATH)
                        .setArgs(List.of("--no-sandbox")));
    }

    /** Windows of its own in the one that runs, or in one that it starts. */
    public Browser() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    }

    /** Whether it is installed here. */
    public static boolean present() {
        return Files.isExecutable(CHROMIUM_PATH);
    }

    /** A fresh window of that size for someone who reads that language; nothing is shared with other windows. */
    public Page open(String language, int width, int height) {
        BrowserContext context = Started.CHROMIUM.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setLocale(language)
                .setViewportSize(width, height)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setIgnoreHTTPSErrors(true));
        contexts.add(context);
        context.onClose(contexts::remove);
        context.onRequest(request -> hosts.add(hostOf(request.url())));
        Page page = context.newPage();
        page.onPageError(errors::add);
        page.setDefaultTimeout(PATIENCE_MILLIS);
        return page;
    }

    /** A desk's window in French, signed in, at that address. */
    public Page signedIn(String url, String username, String password) {
        Page page = open("fr-FR", 1440, 900);
        signIn(page, url, username, password);
        return page;
    }

    /** Goes there and signs in on the way; returns once the frame of the console is there. */
    public static void signIn(Page page, String url, String username, String password) {
        page.navigate(url);
        page.locator("#username input").fill(username);
        page.locator("#password input").fill(password);
        page.keyboard().press("Enter");
        page.locator("main#content").waitFor();
    }

    /** Closes the window; fails if what it showed last cannot be used by everybody. */
    public void leave(Page page) {
        Assertions.assertThat(accessibilityFaults(page))
                .as("accessibility of " + page.url())
                .isEmpty();
        page.context().close();
    }

    /** The hosts that were asked for anything. */
    public List<String> hosts() {
        return hosts.stream().distinct().toList();
    }

    /** Errors of scripts in the pages. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    /**
     * What axe-core finds wrong in the page once it came to rest: WCAG 2.1 A and AA, one line each. A page that was still
     * moving is looked at again.
     */
    public static List<String> accessibilityFaults(Page page) {
        if (Boolean.FALSE.equals(page.evaluate("() => 'axe' in window"))) {
            page.evaluate(axe());
        }
        List<String> faults = List.of();
        for (int look = 0; look < LOOKS; look++) {
            rest(page);
            faults = faultsNow(page);
            if (faults.isEmpty()) {
                break;
            }
        }
        return faults;
    }

    /** Waits until the page awaits no answer of the server and has drawn what it got. */
    private static void rest(Page page) {
        page.waitForFunction(
                "() => Object.values(window.Vaadin?.Flow?.clients ?? {}).every(client => !client.isActive?.())");
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    private static List<String> faultsNow(Page page) {
        Object found = page.evaluate(
                """
                async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations']}))
                  .violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ') + ' (' + n.failureSummary + ')').join(' | '))""");
        return ((List<?>) Objects.requireNonNull(found))
                .stream()
                        .map(String::valueOf)
                        .filter(fault -> !VAADIN_GRID.matcher(fault).matches())
                        .toList();
    }

    /** Keeps a picture of the page where {@code console.pictures} names a folder. */
    public static void picture(Page page, String name) {
        Optional.ofNullable(System.getProperty("console.pictures"))
                .ifPresent(folder ->
                        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png"))));
    }

    @Override
    public void close() {
        List.copyOf(contexts).forEach(BrowserContext::close);
    }

    private static String axe() {
        try (InputStream script = Objects.requireNonNull(Browser.class.getResourceAsStream(AXE))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hostOf(String url) {
        URI uri = URI.create(url);
        return uri.getHost() == null ? uri.getScheme() : uri.getHost();
    }
}
