package vn.lienthong.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A document in the making. What it does not change it has in common with the one that it was copied from, which others
 * may be reading: so each part is copied before the first change in it, and never written again once it is stored.
 */
final class Draft {
    static final String INCREMENT = "$inc";
    static final String SET = "$set";
    private final Document whole;
    private final Set<Document> own = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean changed;

    /** {@code whole} is a copy of the outermost level. */
    Draft(Document whole) {
        this.whole = whole;
        own.add(whole);
    }

    Document whole() {
        return whole;
    }

    boolean isChanged() {
        return changed;
    }

    /** Apply the increments and settings; false when one of them is not plain, and then the draft is void. */
    boolean take(Document update) {
        for (Map.Entry<String, Object> operator : update.entrySet()) {
            boolean increment = operator.getKey().equals(INCREMENT);
            for (Map.Entry<String, Object> change : ((Document) operator.getValue()).entrySet()) {
                if (!apply(change.getKey(), change.getValue(), increment)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean apply(String path, Object value, boolean increment) {
        Document place = whole;
        int start = 0;
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', start)) {
            place = below(place, path.substring(start, dot));
            if (place == null) {
                return false;
            }
            start = dot + 1;
        }
        String name = path.substring(start);
        if (!isName(name) || path.equals(DirectReads.ID)) {
            return false;
        }
        return put(place, name, increment ? sum(place, name, value) : value, increment);
    }

    private boolean put(Document place, String name, Object value, boolean increment) {
        if (increment && value == null) {
            return false;
        }
        boolean isNew = !place.containsKey(name);
        Object old = place.put(name, value);
        changed |= isNew || !Objects.equals(old, value);
        return true;
    }

    /** The document of that name, our own copy, made when nothing is there; null when something else is. */
    private Document below(Document place, String name) {
        if (!isName(name)) {
            return null;
        }
        Object found = place.containsKey(name) ? place.get(name) : new Document();
        if (!(found instanceof Document document)) {
            return null;
        }
        if (own.contains(document)) {
            return document;
        }
        Document copy = document.clone();
        own.add(copy);
        place.put(name, copy);
        return copy;
    }

    private static boolean isName(String text) {
        return !text.isEmpty() && text.charAt(0) != '$';
    }

    /** As the protocol has it: 32 bits while both are and the sum fits, else 64. Null for what is no integer. */
    private static Object sum(Document place, String name, Object amount) {
        Object old = place.containsKey(name) ? place.get(name) : Integer.valueOf(0);
        if (!isInteger(old) || !isInteger(amount)) {
            return null;
        }
        long sum = ((Number) old).longValue() + ((Number) amount).longValue();
        boolean small = old instanceof Integer && amount instanceof Integer && sum == (int) sum;
        return small ? Integer.valueOf((int) sum) : Long.valueOf(sum);
    }

    private static boolean isInteger(Object value) {
        return value instanceof Integer || value instanceof Long;
    }
}
