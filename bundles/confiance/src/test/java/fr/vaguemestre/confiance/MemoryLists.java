package fr.vaguemestre.confiance;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.confiance.AcceptedWhiteList.Way;
import fr.vaguemestre.api.confiance.HeldWhiteList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps lists as the database does: one row for all nodes, never an older one. */
final class MemoryLists implements AcceptedLists {
    /** What was kept, one after the other: how, and what it changed. */
    final List<Way> ways = new ArrayList<>();

    final List<ListDiff> diffs = new ArrayList<>();

    private @Nullable AcceptedList kept;
    private @Nullable HeldWhiteList held;
    private byte[] file = new byte[0];

    @Override
    public synchronized Optional<AcceptedList> load() {
        return Optional.ofNullable(kept);
    }

    @Override
    public synchronized Optional<String> digest() {
        return load().map(AcceptedList::digest);
    }

    @Override
    public synchronized Kept keep(
            Caller by, AcceptedList list, Way way, Optional<String> replaces, ListDiff diff, Instant fetchedAt) {
        if (!digest().equals(replaces)) {
            return Kept.OVERTAKEN;
        }
        if (kept != null && list.generatedAt().isBefore(kept.generatedAt())) {
            return Kept.OLDER;
        }
        kept = list;
        held = null;
        ways.add(way);
        diffs.add(diff);
        return Kept.KEPT;
    }

    /** Puts that in force, whatever was before. */
    synchronized void put(AcceptedList list) {
        kept = list;
    }

    @Override
    public synchronized Optional<HeldWhiteList> held() {
        return Optional.ofNullable(held);
    }

    @Override
    public synchronized Optional<byte[]> heldFile(String digest) {
        return held().filter(list -> list.figures().digest().equals(digest)).map(list -> file);
    }

    @Override
    public synchronized void hold(Caller by, byte[] signed, ListDiff diff, long inForce, Instant at) {
        held = new HeldWhiteList(diff.figures(at), inForce, at, Optional.empty(), Optional.empty());
        file = signed.clone();
    }

    @Override
    public synchronized boolean refuse(Caller by, String digest, Instant at) {
        HeldWhiteList now = held;
        if (now == null || !now.figures().digest().equals(digest)) {
            return false;
        }
        held = new HeldWhiteList(
                now.figures(), now.domainsInForce(), now.heldAt(), Optional.of(by.subject()), Optional.of(at));
        return true;
    }

    @Override
    public synchronized void release(Caller by, String digest) {
        held = null;
    }
}
