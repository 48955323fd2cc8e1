package fr.vaguemestre.cache;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.cache.Cache;
import fr.vaguemestre.testkit.Configs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisCacheTest implements CacheContract {
    @TempDir
    Path folder;

    private RedisServer server;
    private RedisCache cache;

    @BeforeEach
    void start() throws IOException {
        server = new RedisServer(folder, "secret");
        server.start();
        Path password = Files.writeString(folder.resolve("password"), "secret\n");
        cache = new RedisCache(
                Configs.of(CacheConfig.class, Map.of("port", server.port(), "passwordFile", password.toString())));
    }

    @AfterEach
    void stop() {
        cache.close();
        server.stop();
    }

    @Override
    public Cache cache() {
        return cache;
    }

    @Override
    public void pass(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (until - System.nanoTime() > 0) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }

    @Test
    void valuesAreShared() {
        assertThat(new CacheCheck(cache).execute().getStatus()).isEqualTo(Result.Status.OK);
        assertThat(cache.shared()).isTrue();
    }

    @Test
    @Tag("fault-11")
    void memoryAnswersWhileRedisIsAwayAndTheCheckWarns() {
        server.stop();
        cache.put("k", "kept", Duration.ofMinutes(1));
        assertThat(cache.get("k")).contains("kept");
        assertThat(cache.increment("n", Duration.ofMinutes(1))).isEqualTo(1);
        assertThat(cache.increment("n", Duration.ofMinutes(1))).isEqualTo(2);
        assertThat(new CacheCheck(cache).execute().getStatus()).isEqualTo(Result.Status.WARN);
    }

    @Test
    void redisIsUsedAgainAfterAPause() throws IOException {
        cache.put("k", "1", Duration.ofMinutes(1));
        server.stop();
        assertThat(cache.get("k")).isEmpty();
        assertThat(cache.shared()).isFalse();
        server.start();
        pass(RedisCache.PAUSE);
        assertThat(cache.increment("n", Duration.ofMinutes(1))).isEqualTo(1);
        assertThat(cache.shared()).isTrue();
    }

    @Test
    void aWrongPasswordIsNoFailureOfTheCaller() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong"), "wrong");
        var other = new RedisCache(
                Configs.of(CacheConfig.class, Map.of("port", server.port(), "passwordFile", wrong.toString())));
        other.put("k", "1", Duration.ofMinutes(1));
        assertThat(other.get("k")).contains("1");
        assertThat(other.shared()).isFalse();
        other.close();
    }
}
