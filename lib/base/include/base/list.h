/* SPDX-License-Identifier: MIT */
/*
 * Doubly linked lists of structures that carry their own links.
 *
 * A structure embeds a struct list_node for each list it can be on; a struct
 * list is the head. The types differ so that a node cannot be taken for a head.
 * The list owns nothing and allocates nothing; the caller locks. A node that is
 * on no list has null links: zeroed memory is such a node, and so is a removed
 * one, which makes removing twice a fault at address 8 instead of a corrupt
 * list.
 */
#pragma once

#include <base/compiler.h>
#include <base/types.h>

struct list_node {
	struct list_node *prev;
	struct list_node *next;
};

/* The ring runs through the head: empty is a head linked to itself. */
struct list {
	struct list_node head;
};

#define LIST_INIT(list)                                \
	{                                              \
		.head = { &(list).head, &(list).head } \
	}

static inline void list_init(struct list *list)
{
	list->head.prev = &list->head;
	list->head.next = &list->head;
}

static inline bool list_is_empty(const struct list *list)
{
	return list->head.next == &list->head;
}

/* Whether the node is on some list. */
static inline bool list_is_linked(const struct list_node *node)
{
	return node->next != nullptr;
}

static inline void list_insert_between(
	struct list_node *node, struct list_node *prev, struct list_node *next)
{
	node->prev = prev;
	node->next = next;
	prev->next = node;
	next->prev = node;
}

static inline void list_insert_before(struct list_node *node, struct list_node *where)
{
	list_insert_between(node, where->prev, where);
}

static inline void list_insert_after(struct list_node *node, struct list_node *where)
{
	list_insert_between(node, where, where->next);
}

static inline void list_push_front(struct list *list, struct list_node *node)
{
	list_insert_after(node, &list->head);
}

static inline void list_push_back(struct list *list, struct list_node *node)
{
	list_insert_before(node, &list->head);
}

static inline void list_remove(struct list_node *node)
{
	node->prev->next = node->next;
	node->next->prev = node->prev;
	node->prev = nullptr;
	node->next = nullptr;
}

/* The first and last node, or NULL. */
static inline struct list_node *list_first(const struct list *list)
{
	return list_is_empty(list) ? nullptr : list->head.next;
}

static inline struct list_node *list_last(const struct list *list)
{
	return list_is_empty(list) ? nullptr : list->head.prev;
}

/* Takes the first node off the list, or returns NULL. */
static inline struct list_node *list_pop_front(struct list *list)
{
	struct list_node *node = list_first(list);
	if (node)
		list_remove(node);
	return node;
}

/* Moves everything on from to the end of list; from is left empty. */
static inline void list_append(struct list *list, struct list *from)
{
	if (list_is_empty(from))
		return;
	list->head.prev->next = from->head.next;
	from->head.next->prev = list->head.prev;
	list->head.prev = from->head.prev;
	from->head.prev->next = &list->head;
	list_init(from);
}

#define list_entry(node, type, member) container_of(node, type, member)

/*
 * for (each entry of the list whose nodes are the entries' member). The safe
 * form allows the entry at hand to be removed; neither allows anything else to
 * be.
 */
#define list_for_each(entry, list, member)                                  \
	for (entry = list_entry((list)->head.next, typeof(*entry), member); \
		&entry->member != &(list)->head;                            \
		entry = list_entry(entry->member.next, typeof(*entry), member))

#define list_for_each_safe(entry, following, list, member)                      \
	for (entry = list_entry((list)->head.next, typeof(*entry), member),     \
	    following = list_entry(entry->member.next, typeof(*entry), member); \
		&entry->member != &(list)->head; entry = following,             \
	    following = list_entry(entry->member.next, typeof(*entry), member))
