package fr.vaguemestre.ui.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What an administrator does in the console, in a real browser: sign in, create a mailbox, see it appear, search, read, change
 * the language, sign out. Runs against any console: the one of the tests or a whole appliance.
 *
 * @param url of the console, with a slash at its end
 * @param username of an administrator
 * @param password of that administrator
 * @param domain in which it may create mailboxes
 */
public record ConsoleJourney(String url, String username, String password, String domain) {
    /**
     * The journey that the system properties {@code console.url}, {@code console.username}, {@code console.passwordFile} and
     * {@code console.domain} ask for.
     */
    public static ConsoleJourney ofProperties() {
        return new ConsoleJourney(
                System.getProperty("console.url", ""),
                System.getProperty("console.username", "admin"),
                password(System.getProperty("console.passwordFile", "")),
                System.getProperty("console.domain", ""));
    }

    private static String password(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Travels; returns the address of the mailbox that was made. */
    public String travel(Browser browser) {
        Page page = browser.open("fr-FR", 1440, 900);
        signIn(page);
        String address = create(page);
        search(page, address);
        read(page, address);
        speakEnglish(page);
        narrow(page);
        signOut(page);
        assertThat(browser.errors()).as("errors of scripts").isEmpty();
        assertThat(browser.hosts())
                .as("hosts that the browser asked")
                .isSubsetOf(List.of(URI.create(url).getHost(), "data", "blob"));
        page.context().close();
        return address;
    }

    private void signIn(Page page) {
        page.navigate(url + "bal");
        assertThat(page).hasURL(Pattern.compile(".*/sign-in$"));
        assertThat(page.locator("h1")).hasText("Connexion");
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo("fr");
        check(page, "sign-in");
        page.getByLabel("Identifiant").fill(username);
        page.getByLabel("Mot de passe").fill("not this one");
        page.keyboard().press("Enter");
        assertThat(page.locator("#sign-in-message")).hasText("Identifiant ou mot de passe incorrect.");
        Browser.picture(page, "sign-in-refused");
        String before = session(page).value;
        page.getByLabel("Mot de passe").fill(password);
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("Boîtes aux lettres");
        assertThat(page).hasURL(Pattern.compile(".*/console/bal$"));
        Cookie cookie = session(page);
        assertThat(cookie.value).as("the session's name changes with sign-in").isNotEqualTo(before);
        assertThat(cookie.httpOnly && cookie.secure).isTrue();
        assertThat(page.locator("#bal-count")).containsText("boîte");
        check(page, "list");
    }

    private static Cookie session(Page page) {
        return page.context().cookies().stream()
                .filter(cookie -> cookie.name.equals("vaguemestre-console"))
                .findFirst()
                .orElseThrow();
    }

    private String create(Page page) {
        String family = "Essai" + letters(System.nanoTime());
        Locator form = newMailbox(page, domain);
        assertThat(form.locator("h2")).hasText("Nouvelle boîte");
        name(form, "123", "Élise", family);
        form.locator("#bal-familyName input").press("Enter");
        assertThat(form.locator("#bal-rpps [slot=error-message]")).not().isEmpty();
        check(page, "create-refused");
        form.locator("#bal-rpps input").fill("99700218896");
        String address = "elise." + family.toLowerCase(Locale.ROOT) + "@" + domain;
        assertThat(page.locator("#address-preview")).containsText(address);
        Browser.picture(page, "create");
        form.locator("#bal-rpps input").press("Enter");
        assertThat(page.locator("#bal-detail")).containsText(address);
        assertThat(form).hasCount(0);
        assertThat(row(page, address)).isInViewport();
        check(page, "created");
        return address;
    }

    /** Opens the form by its key and chooses that domain, where it is not the only one. */
    static Locator newMailbox(Page page, String domain) {
        page.keyboard().press("Alt+n");
        Locator form = page.locator("#bal-form");
        Locator choice = form.locator("#bal-domain input");
        assertThat(choice).isVisible();
        if (!choice.inputValue().equals(domain)) {
            choice.fill(domain);
            page.getByRole(
                            AriaRole.OPTION,
                            new Page.GetByRoleOptions().setName(domain).setExact(true))
                    .click();
        }
        assertThat(choice).hasValue(domain);
        return form;
    }

    /** Fills in whose mailbox it is to be. */
    static void name(Locator form, String rpps, String given, String family) {
        form.locator("#bal-rpps input").fill(rpps);
        form.locator("#bal-givenName input").fill(given);
        form.locator("#bal-familyName input").fill(family);
    }

    /** The row of that mailbox, where the list shows it. */
    static Locator row(Page page, String address) {
        return page.locator("#bals .vm-who:visible").filter(new Locator.FilterOptions().setHasText(address));
    }

    private void search(Page page, String address) {
        page.keyboard().press("Alt+r");
        assertThat(page.locator("#search input")).isFocused();
        page.keyboard().type(address.substring(0, address.indexOf('@')));
        assertThat(page.locator("#bal-count")).hasText("1 boîte");
        assertThat(page.locator("#bals .vm-who:visible")).hasCount(1);
        assertThat(row(page, address)).isVisible();
        Browser.picture(page, "search");
        page.keyboard().type(" nobody of that name");
        assertThat(page.getByText("Rien ne correspond")).isVisible();
        check(page, "nothing-found");
        page.locator(".vm-state vaadin-button").click();
        assertThat(page.locator("#search input")).hasValue("");
    }

    private void read(Page page, String address) {
        page.locator("#search input").fill(address);
        assertThat(page.locator("#bal-count")).hasText("1 boîte");
        row(page, address).click();
        Locator detail = page.locator("#bal-detail");
        assertThat(detail).containsText("99700218896");
        assertThat(detail).containsText(domain);
        check(page, "detail");
        page.keyboard().press("Escape");
        assertThat(detail).hasCount(0);
    }

    private void speakEnglish(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("English"))
                .click();
        assertThat(page.locator("h1")).hasText("Mailboxes");
        page.reload();
        assertThat(page.locator("h1")).hasText("Mailboxes");
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo("en");
        Browser.picture(page, "english");
    }

    private void narrow(Page page) {
        page.setViewportSize(390, 844);
        assertThat(page.locator("#bals .vm-narrow-facts:visible").first()).isVisible();
        page.waitForFunction("() => document.documentElement.scrollWidth <= innerWidth"); // no sideways scrolling
        check(page, "phone");
        page.locator("#bal-new").click();
        assertThat(page.locator("#bal-form h2")).isVisible();
        Browser.picture(page, "phone-create");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Cancel"))
                .click();
        page.setViewportSize(1440, 900);
    }

    private void signOut(Page page) {
        page.locator("#sign-out").click();
        assertThat(page.locator("#sign-in-message")).hasText("You are signed out.");
        page.navigate(url + "bal");
        assertThat(page).hasURL(Pattern.compile(".*/sign-in$"));
        assertThat(page.locator("h1")).hasText("Sign in");
    }

    private static void check(Page page, String name) {
        Browser.picture(page, name);
        assertThat(Browser.accessibilityFaults(page))
                .as("accessibility of " + name)
                .isEmpty();
    }

    /** A number as letters, for names hold no digits. */
    private static String letters(long number) {
        var letters = new StringBuilder();
        for (long rest = number; rest > 0; rest /= 26) {
            letters.append((char) ('a' + rest % 26));
        }
        return letters.toString();
    }
}
