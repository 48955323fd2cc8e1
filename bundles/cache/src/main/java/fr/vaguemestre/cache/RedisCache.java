package fr.vaguemestre.cache;

import fr.vaguemestre.api.cache.Cache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisCredentials;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * Redis while it answers, else this JVM's memory. After a failure Redis is left alone for {@link #PAUSE}, so that a Redis
 * that hangs slows at most one call per pause; what memory holds is not carried over when Redis comes back.
 */
@Component(configurationPid = "fr.vaguemestre.cache", service = Cache.class)
@Designate(ocd = CacheConfig.class)
public final class RedisCache implements Cache {
    static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(RedisCache.class);
    private static final String COUNT =
            "local n = redis.call('INCR', KEYS[1]) if n == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end return n";
    private static final long ANSWERS = 0;

    private final RedisClient redis;
    private final MemoryCache memory;
    /** {@link #ANSWERS}, or the nanoTime (made odd, hence never zero) from when Redis may be asked again. */
    private final AtomicLong askAgainAt = new AtomicLong(ANSWERS);

    /** Connects at the first use, not here: the cache starts whether or not Redis runs. */
    @Activate
    public RedisCache(CacheConfig config) {
        var client = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(config.timeoutMillis())
                .socketTimeoutMillis(config.timeoutMillis())
                .clientName("vaguemestre");
        if (!config.passwordFile().isBlank()) {
            client.credentialsProvider(() -> password(Path.of(config.passwordFile())));
        }
        this.redis = RedisClient.builder()
                .hostAndPort(config.host(), config.port())
                .clientConfig(client.build())
                .build();
        this.memory = new MemoryCache(config.memoryEntries(), System::nanoTime);
    }

    /** Closes the connections. */
    @Deactivate
    public void close() {
        redis.close();
    }

    @Override
    public Optional<String> get(String key) {
        return ask(client -> Optional.ofNullable(client.get(key))).orElseGet(() -> memory.get(key));
    }

    @Override
    public void put(String key, String value, Duration life) {
        var params = new SetParams().px(Math.max(1, life.toMillis()));
        if (ask(client -> Optional.of(client.set(key, value, params))).isEmpty()) {
            memory.put(key, value, life);
        }
    }

    @Override
    public void remove(String key) {
        memory.remove(key);
        ask(client -> Optional.of(client.del(key)));
    }

    @Override
    public long increment(String key, Duration life) {
        var args = List.of(Long.toString(Math.max(1, life.toMillis())));
        return ask(client -> client.eval(COUNT, List.of(key), args) instanceof Long count ? count : 0L)
                .orElseGet(() -> memory.increment(key, life));
    }

    @Override
    public boolean shared() {
        return askAgainAt.get() == ANSWERS;
    }

    private <T> Optional<T> ask(Function<RedisClient, T> question) {
        long again = askAgainAt.get();
        if (again != ANSWERS && again - System.nanoTime() > 0) {
            return Optional.empty();
        }
        try {
            T answer = question.apply(redis);
            if (again != ANSWERS && askAgainAt.compareAndSet(again, ANSWERS)) {
                LOG.info("Redis answers again");
            }
            return Optional.of(answer);
        } catch (JedisException e) {
            if (askAgainAt.getAndSet((System.nanoTime() + PAUSE.toNanos()) | 1) == ANSWERS) {
                redis.getPool().clear();
                LOG.warn("Redis does not answer, values are kept in memory meanwhile: {}", e.getMessage());
            }
            return Optional.empty();
        }
    }

    private static RedisCredentials password(Path file) {
        try {
            return new DefaultRedisCredentials(null, Files.readString(file).strip());
        } catch (IOException e) {
            throw new JedisConnectionException("the password of Redis cannot be read from " + file, e);
        }
    }
}
