package io.jenkins.plugins.istioimages.jenkins.turns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.catalog.CatalogFiles;
import io.jenkins.plugins.istioimages.oci.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Whose turn it is, by key. A run that is at work is never cut; of those that wait the newest goes next, and the others are
 * told that they are superseded, also when they ask after the newer one is done. All of it is in one file, so that a
 * restart of the controller changes nothing; a run that ended without giving its turn back has lost it.
 */
public final class Turns {
    /** Keys that are remembered; the one that was asked for longest ago is forgotten first. */
    static final int REMEMBERED = 1000;

    private final Path file;
    private final Predicate<String> alive;
    private Map<String, Turn> turns;

    private record Turn(String holder, Contender newest) {}

    /**
     * @param file is made when it is needed
     * @param alive whether the run of an id is still at work
     */
    public Turns(Path file, Predicate<String> alive) {
        this.file = file;
        this.alive = alive;
    }

    /** Asks for a turn; may be asked again by the one who has it. */
    public synchronized Answer ask(String key, Contender contender) throws IOException {
        Turn turn = known().get(key);
        if (turn == null) {
            return granted(key, contender, contender);
        }
        if (turn.holder.equals(contender.id())) {
            return new Answer(Answer.Kind.GRANTED, "");
        }
        Contender newest = turn.newest.isNewerThan(contender) ? turn.newest : contender;
        if (!newest.id().equals(contender.id())) {
            return new Answer(Answer.Kind.SUPERSEDED, newest.id());
        }
        if (turn.holder.isEmpty() || !alive.test(turn.holder)) {
            return granted(key, contender, newest);
        }
        if (!newest.id().equals(turn.newest.id())) {
            put(key, new Turn(turn.holder, newest));
        }
        return new Answer(Answer.Kind.WAIT, turn.holder);
    }

    /** Gives a turn back; does nothing if it is another run's. */
    public synchronized void giveBack(String key, String id) throws IOException {
        Turn turn = known().get(key);
        if (turn != null && turn.holder.equals(id)) {
            put(key, new Turn("", turn.newest));
        }
    }

    private Answer granted(String key, Contender contender, Contender newest) throws IOException {
        put(key, new Turn(contender.id(), newest));
        return new Answer(Answer.Kind.GRANTED, "");
    }

    private void put(String key, Turn turn) throws IOException {
        turns.remove(key);
        turns.put(key, turn);
        Iterator<Turn> oldest = turns.values().iterator();
        while (turns.size() > REMEMBERED && oldest.hasNext()) {
            if (oldest.next().holder.isEmpty()) {
                oldest.remove();
            }
        }
        ObjectNode json = Json.object();
        turns.forEach((name, one) -> json.putObject(name)
                .put("holder", one.holder)
                .put("newest", one.newest.id())
                .put("job", one.newest.job())
                .put("number", one.newest.number())
                .put("scheduled", one.newest.scheduled()));
        Files.createDirectories(file.getParent());
        CatalogFiles.replace(file, Json.pretty(json));
    }

    private Map<String, Turn> known() throws IOException {
        if (turns == null) {
            turns = Files.exists(file) ? read() : new LinkedHashMap<>();
        }
        return turns;
    }

    private Map<String, Turn> read() throws IOException {
        Map<String, Turn> read = new LinkedHashMap<>();
        Json.readObject(Files.readAllBytes(file), file.toString())
                .properties()
                .forEach(field -> read.put(field.getKey(), turn(field.getValue())));
        return read;
    }

    private static Turn turn(JsonNode json) {
        Contender newest = new Contender(
                json.path("newest").asText(),
                json.path("job").asText(),
                json.path("number").asInt(),
                json.path("scheduled").asLong());
        return new Turn(json.path("holder").asText(), newest);
    }
}
