// Package snapshot writes all links to a stream and reads them back, to move
// them from one store to another. A snapshot is a sequence of protocol buffers
// of the well-known type google.protobuf.Struct, each behind its length as a
// varint, so that it can be read without a schema of this service's own.
package snapshot

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"

	"example.com/hop/internal/store"
)

const (
	// pageSize is how many links are asked for at a time.
	pageSize = 256

	// maxRecord is the longest record to read, in bytes.
	maxRecord = 1 << 20
)

// Write writes the links of a store, sorted by slug.
func Write(w io.Writer, links store.Store) error {
	var length, record []byte
	for after := ""; ; {
		page, err := links.List(after, pageSize)
		if err != nil {
			return err
		}
		if len(page) == 0 {
			return nil
		}
		for _, link := range page {
			if record, err = encode(record[:0], link); err != nil {
				return fmt.Errorf("link %s: %w", link.Slug, err)
			}
			length = binary.AppendUvarint(length[:0], uint64(len(record)))
			if _, err := w.Write(length); err != nil {
				return err
			}
			if _, err := w.Write(record); err != nil {
				return err
			}
			after = link.Slug
		}
	}
}

// Read adds the links of a snapshot to a store and returns how many it added.
// Links which the store already has stay as they are.
func Read(r io.Reader, links store.Store) (added int, err error) {
	in := bufio.NewReader(r)
	for {
		length, err := binary.ReadUvarint(in)
		if err == io.EOF {
			return added, nil
		}
		if err != nil {
			return added, fmt.Errorf("length of record: %w", err)
		}
		if length > maxRecord {
			return added, fmt.Errorf("record of %d bytes", length)
		}
		record := make([]byte, length)
		if _, err := io.ReadFull(in, record); err != nil {
			return added, fmt.Errorf("record of %d bytes: %w", length, err)
		}
		link, err := decode(record)
		if err != nil {
			return added, err
		}
		switch err := links.Create(link); {
		case err == nil:
			added++
		case !errors.Is(err, store.ErrExists):
			return added, err
		}
	}
}

// encode appends the record of a link. Its fields are those of the link's JSON
// form.
func encode(record []byte, link store.Link) ([]byte, error) {
	text, err := json.Marshal(link)
	if err != nil {
		return nil, err
	}
	var fields structpb.Struct
	if err := fields.UnmarshalJSON(text); err != nil {
		return nil, err
	}
	return proto.MarshalOptions{Deterministic: true}.MarshalAppend(record, &fields)
}

func decode(record []byte) (link store.Link, err error) {
	var fields structpb.Struct
	if err := proto.Unmarshal(record, &fields); err != nil {
		return link, err
	}
	text, err := fields.MarshalJSON()
	if err != nil {
		return link, err
	}
	if err := json.Unmarshal(text, &link); err != nil {
		return link, err
	}
	if link.Slug == "" || link.URL == "" {
		return link, errors.New("record is not a link")
	}
	return link, nil
}
