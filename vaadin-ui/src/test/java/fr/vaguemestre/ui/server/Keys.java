package fr.vaguemestre.ui.server;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;

/** Somebody without a mouse in front of a page: presses keys, and knows where the keyboard is. */
final class Keys {
    private static final int MOST_TABS = 60;
    private static final double PATIENCE_MILLIS = 20_000;

    /** The element that has the keyboard, inside shadow roots too. */
    private static final String HOLDER =
            """
            () => {
              let at = document.activeElement;
              while (at?.shadowRoot?.activeElement) {
                at = at.shadowRoot.activeElement;
              }
              return at;
            }""";

    private static final String WITHIN =
            """
            place => {
              for (let at = (%s)(); at; at = at.parentElement ?? at.getRootNode().host) {
                if (at.matches(place)) {
                  return true;
                }
              }
              return false;
            }"""
                    .formatted(HOLDER);

    /** By outline or shadow, or by the ring that a component draws around itself. */
    private static final String VISIBLE =
            """
            () => {
              for (let at = (%s)(), up = 0; at && up < 3; at = at.parentElement ?? at.getRootNode().host, up++) {
                for (const part of [null, '::before', '::after']) {
                  const style = getComputedStyle(at, part);
                  const shown = part === null || style.content !== 'none';
                  if (shown && ((style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none')) {
                    return true;
                  }
                }
                if (at.hasAttribute('focus-ring')) {
                  return true;
                }
              }
              return false;
            }"""
                    .formatted(HOLDER);

    private static final String ROW_TEXT =
            """
            () => [...((%s)()?.closest('tr')?.querySelectorAll('slot') ?? [])]
              .flatMap(slot => slot.assignedElements())
              .map(cell => cell.innerText)
              .join(' ')"""
                    .formatted(HOLDER);

    private static final String ROW = "words => (" + ROW_TEXT + ")().includes(words)";

    private static final String TOLD =
            """
            () => {
              const words = [];
              for (let at = (%s)(); at && words.length < 5; at = at.parentElement ?? at.getRootNode().host) {
                words.push(at.localName + (at.id ? '#' + at.id : '') + (at.className ? '.' + at.className : ''));
              }
              return words.join(' < ');
            }"""
                    .formatted(HOLDER);

    private final Page page;

    Keys(Page page) {
        this.page = page;
    }

    /** Presses these, one after the other. */
    Keys press(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
        return this;
    }

    /** Types that text where the keyboard is. */
    Keys type(String text) {
        page.keyboard().type(text);
        return this;
    }

    /** Replaces what stands in the field that the keyboard is in. */
    Keys retype(String text) {
        return press("Control+a").type(text);
    }

    /** Goes on by Tab until the keyboard is there. */
    Keys tabTo(String place) {
        return go("Tab", place);
    }

    /** Goes back until the keyboard is there. */
    Keys backTo(String place) {
        return go("Shift+Tab", place);
    }

    private Keys go(String key, String place) {
        StringBuilder way = new StringBuilder();
        for (int pressed = 0; pressed < MOST_TABS; pressed++) {
            if (isAt(place)) {
                return at(place);
            }
            press(key);
            way.append('\n').append(where());
        }
        throw new AssertionError("the keyboard does not come to " + place + " by " + key + ":" + way);
    }

    /** Whether the keyboard is in something that this selector matches. */
    boolean isAt(String place) {
        return Boolean.TRUE.equals(page.evaluate(WITHIN, place));
    }

    /** Waits until the keyboard is there, and can be seen to be. */
    Keys at(String place) {
        try {
            page.waitForFunction(WITHIN, place, new Page.WaitForFunctionOptions().setTimeout(PATIENCE_MILLIS));
        } catch (TimeoutError late) {
            throw new AssertionError("the keyboard is not at " + place + " but at " + where(), late);
        }
        try {
            page.waitForFunction(VISIBLE, null, new Page.WaitForFunctionOptions().setTimeout(PATIENCE_MILLIS));
        } catch (TimeoutError never) {
            throw new AssertionError("nobody sees that the keyboard is at " + where(), never);
        }
        return this;
    }

    /** Waits until the keyboard is in a row of a list that tells that. */
    Keys onRow(String words) {
        try {
            page.waitForFunction(ROW, words, new Page.WaitForFunctionOptions().setTimeout(PATIENCE_MILLIS));
        } catch (TimeoutError late) {
            String row = String.valueOf(page.evaluate(ROW_TEXT));
            throw new AssertionError("the keyboard is in the row " + row + ", not " + words + ": " + where(), late);
        }
        return at("vaadin-grid");
    }

    /** What has the keyboard, and what that stands in. */
    String where() {
        return String.valueOf(page.evaluate(TOLD));
    }
}
