package vn.lienthong.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * Stores documents as BSON. H2's default is Java serialisation, which makes a page of documents, rewritten at every
 * commit, several times larger and slower.
 */
final class DocumentType extends BasicDataType<Document> {
    /** Objects on the heap against bytes of BSON, roughly; it only steers when pages split and caches evict. */
    private static final int HEAP_FACTOR = 3;

    @Override
    public int getMemory(Document document) {
        return HEAP_FACTOR * encode(document).readableBytes();
    }

    @Override
    public void write(WriteBuffer target, Document document) {
        ByteBuf bson = encode(document);
        target.put(bson.array(), bson.readerIndex(), bson.readableBytes());
    }

    @Override
    public Document read(ByteBuffer source) {
        ByteBuf bson = Unpooled.wrappedBuffer(source.slice());
        Document document = BsonDecoder.decodeBson(bson);
        source.position(source.position() + bson.readerIndex());
        return document;
    }

    @Override
    public Document[] createStorage(int size) {
        return new Document[size];
    }

    private static ByteBuf encode(Document document) {
        ByteBuf bson = Unpooled.buffer();
        BsonEncoder.encodeDocument(document, bson);
        return bson;
    }
}
