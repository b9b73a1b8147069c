package io.jenkins.plugins.istioimages.store;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings the blobs of several images to their repositories. Each distinct blob goes once, the largest first so that none
 * is left to run alone at the end; then the other repositories that share it, which mount what has just arrived instead
 * of holding up a transfer by waiting for it.
 */
final class BlobMoves {
    private final ImageStore source;
    private final ImageStore target;
    private final Workers workers;

    private record Place(Repository repository, Digest digest) {}

    private record Move(Place place, Repository from, Descriptor blob) {}

    BlobMoves(ImageStore source, ImageStore target, Workers workers) {
        this.source = source;
        this.target = target;
        this.workers = workers;
    }

    /**
     * Moves all.
     *
     * @return for each copy how its blobs came to their place: one that an earlier copy brought there was there already
     */
    List<List<CopyReport.Blob>> run(List<PlannedCopy> copies) {
        List<Move> moves = ordered(distinct(copies));
        List<BlobOutcome> outcomes = workers.map(moves, this::push);
        Map<Place, BlobOutcome> fresh = new HashMap<>();
        for (int i = 0; i < moves.size(); i++) {
            fresh.put(moves.get(i).place(), outcomes.get(i));
        }
        List<List<CopyReport.Blob>> reports = new ArrayList<>();
        for (PlannedCopy copy : copies) {
            reports.add(copy.blobs().stream()
                    .map(blob -> new CopyReport.Blob(blob, take(fresh, new Place(copy.to(), blob.digest()))))
                    .toList());
        }
        return reports;
    }

    /** Sends a blob of a copy once more, which the target said it has and has not. */
    void again(PlannedCopy copy, Descriptor blob) {
        push(new Move(new Place(copy.to(), blob.digest()), copy.from(), blob));
    }

    private BlobOutcome push(Move move) {
        return target.pushBlob(move.place().repository(), BlobSource.ofStore(source, move.from(), move.blob()));
    }

    private static BlobOutcome take(Map<Place, BlobOutcome> fresh, Place place) {
        BlobOutcome outcome = fresh.remove(place);
        return outcome == null ? BlobOutcome.EXISTED : outcome;
    }

    private static List<Move> distinct(List<PlannedCopy> copies) {
        Map<Place, Move> moves = new LinkedHashMap<>();
        for (PlannedCopy copy : copies) {
            for (Descriptor blob : copy.blobs()) {
                Place place = new Place(copy.to(), blob.digest());
                moves.putIfAbsent(place, new Move(place, copy.from(), blob));
            }
        }
        return List.copyOf(moves.values());
    }

    private static List<Move> ordered(List<Move> moves) {
        Set<Digest> seen = new HashSet<>();
        List<Move> firsts = new ArrayList<>();
        List<Move> others = new ArrayList<>();
        for (Move move : moves) {
            (seen.add(move.blob().digest()) ? firsts : others).add(move);
        }
        firsts.sort(Comparator.comparingLong((Move move) -> move.blob().size()).reversed());
        firsts.addAll(others);
        return firsts;
    }
}
