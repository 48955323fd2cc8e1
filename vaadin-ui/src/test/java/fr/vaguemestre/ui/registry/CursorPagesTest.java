package fr.vaguemestre.ui.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.paging.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CursorPagesTest {
    private final List<Integer> all = IntStream.range(0, 487).boxed().toList();
    private final List<String> asked = new ArrayList<>();
    private final CursorPages<Integer> pages = new CursorPages<>(this::page);

    private Page<Integer> page(Optional<String> cursor) {
        asked.add(cursor.orElse("first"));
        int from = cursor.map(Integer::parseInt).orElse(0);
        int to = Math.min(all.size(), from + CursorPages.PAGE);
        return new Page<>(
                all.subList(from, to),
                to < all.size() ? Optional.of(String.valueOf(to)) : Optional.empty(),
                all.size());
    }

    @Test
    void everyPlaceCanBeReadInAnyOrder() {
        assertThat(pages.total()).isEqualTo(487);
        assertThat(pages.read(470, 50)).isEqualTo(all.subList(470, 487));
        assertThat(pages.read(30, 60)).isEqualTo(all.subList(30, 90));
        assertThat(pages.read(487, 10)).isEmpty();
    }

    @Test
    void whatWasJustReadIsNotAskedForAgain() {
        pages.read(0, 50);
        pages.read(10, 20);
        pages.total();
        assertThat(asked).containsExactly("first");
    }

    @Test
    void aPassedPlaceIsReachedByItsCursor() {
        pages.read(450, 10);
        asked.clear();
        pages.read(100, 10);
        assertThat(asked).containsExactly("100");
    }

    @Test
    void whatIsKeptIsKnownWithoutAsking() {
        pages.read(0, 120);
        asked.clear();
        assertThat(pages.kept(90, 40)).isEqualTo(all.subList(90, 130));
        assertThat(pages.kept(140, 40)).isEqualTo(all.subList(140, 150));
        assertThat(pages.kept(400, 10)).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void aPageThatCannotBeReadAnewIsKept() {
        var away = new AtomicBoolean();
        var own = new CursorPages<Integer>(cursor -> {
            if (away.get()) {
                throw new IllegalStateException("away");
            }
            return page(cursor);
        });
        own.read(0, 60);
        away.set(true);
        assertThatThrownBy(() -> own.again(1)).isInstanceOf(IllegalStateException.class);
        assertThat(own.kept(50, 10)).isEqualTo(all.subList(50, 60));
    }

    @Test
    void anEmptyListIsEmpty() {
        var none = new CursorPages<Integer>(cursor -> new Page<>(List.of(), Optional.empty(), 0));
        assertThat(none.total()).isZero();
        assertThat(none.read(0, 50)).isEmpty();
        assertThat(none.read(50, 50)).isEmpty();
    }
}
