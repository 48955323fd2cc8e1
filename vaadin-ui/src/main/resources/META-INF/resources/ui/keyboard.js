/*
 * Where the keyboard is. On another page it goes to the heading. Out of what closes beside a list it goes back to the row. Where
 * what had it is gone, it goes to what took its place, or else to the nearest thing that still stands: never to nothing, where
 * people without a mouse would have to begin at the top, and screen readers fall silent. Whoever moves it away is left alone.
 */
(() => {
  /* What has the keyboard, then all that it stands in, from the inside out. */
  let held = [];
  let begun = false;

  const stands = (element) => element.isConnected && element.checkVisibility();

  const put = (element) => {
    if (!element.localName.includes('-') && !element.matches('a[href], button, [tabindex]')) {
      element.setAttribute('tabindex', '-1');
    }
    element.focus({ preventScroll: true });
  };

  const heading = () => document.querySelector('main h1') ?? document.querySelector('main');

  /* The cell of a list that Tab would come to. */
  const cell = (list) => {
    const next = list?.shadowRoot?.querySelector('#items [tabindex="0"]');
    return next && stands(next) ? next : undefined;
  };

  /* What was drawn anew under the same name. */
  const again = () =>
    held
      .filter((element) => element.id)
      .map((element) => document.getElementById(element.id))
      .find((element) => element && stands(element) && element.matches('vaadin-button, a[href]'));

  const nearest = () =>
    again() ??
    held.find((element) => element.matches('[role="region"], [role="dialog"]') && stands(element)) ??
    document.querySelector('main .vm-panel') ??
    cell(document.querySelector('main vaadin-grid')) ??
    heading();

  const nobody = () => document.activeElement === document.body;

  const look = () => {
    if (nobody() && held.length > 0 && !stands(held[0])) {
      const place = nearest();
      held = [];
      if (place) {
        put(place);
      }
    }
  };

  /* After a press of the pointer beside everything, or of Tab at the end, nothing has the keyboard because somebody wants it so. */
  const moved = () =>
    requestAnimationFrame(() => {
      if (nobody()) {
        held = [];
      }
    });

  document.addEventListener('focusin', (event) => {
    begun = true;
    held = event.composedPath().filter((part) => part instanceof Element);
  });
  document.addEventListener('pointerdown', moved, true);
  document.addEventListener('keydown', (event) => event.key === 'Tab' && moved(), true);
  new MutationObserver(() => requestAnimationFrame(look)).observe(document.documentElement, {
    attributeFilter: ['hidden'],
    childList: true,
    subtree: true,
  });

  window.vaguemestre = {
    /* Has the field that is typed in tell what it holds. */
    tell() {
      const field = document.activeElement;
      field.blur();
      field.focus();
    },

    /* Another page is there; a window that was just opened begins at its first thing, as every page does. */
    arrive() {
      const place = heading();
      if (begun && place) {
        put(place);
      }
    },

    /* Back into the list: to the row that was open, whatever it holds by now, or else to where Tab would come. */
    back(list) {
      const row = list.shadowRoot.querySelector('#items > [aria-selected="true"]');
      requestAnimationFrame(() => {
        const at = document.activeElement;
        if (at.closest('main') && !at.closest('.vm-panel')) {
          return; // what closed was beside where the person is
        }
        const own = row && stands(row) ? row.querySelector('[role="rowheader"]') : undefined;
        const place = own ?? cell(list) ?? heading();
        if (place) {
          put(place);
        }
      });
    },
  };
})();
