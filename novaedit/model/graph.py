"""A Llama or Qwen2 decoder as an OpenVINO graph with int8 weights.

The shapes of attention, rotary positions and normalisation are the ones that OpenVINO recognises
and fuses; B is the batch, T the new tokens, S the tokens so far, H heads of width D.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from novaedit.model.architecture import Architecture
from novaedit.model.quantise import quantise_rows

if TYPE_CHECKING:
    from openvino import Model

#: How many of the likeliest tokens the graph gives for each position.
TOP = 64

#: Names of the two outputs.
OUTPUTS = ("log_probabilities", "tokens")

Tensors = Callable[[str], NDArray[np.float32]]
Node = Any  # openvino ships no types


def build_graph(architecture: Architecture, tensors: Tensors) -> Model:
    """The decoder as a stateful model: token ids and mask in, logits (B, T, vocabulary) out.

    `tensors` gives a float32 array for a Hugging Face tensor name. It is called once for each name,
    in the order of the layers, and each array is dropped after it was quantised.
    """
    return _Builder(architecture, tensors).model()


class _Builder:
    def __init__(self, architecture: Architecture, tensors: Tensors) -> None:
        import openvino as ov
        from openvino import opset13

        self.ov, self.op = ov, opset13
        self.size, self.tensors = architecture, tensors
        self.sinks: list[Node] = []
        self.variables: list[Node] = []
        i64 = np.int64
        self.ids = self._input("input_ids", [-1, -1], i64)
        self.mask = self._input("attention_mask", [-1, -1], i64)
        self.positions = self._input("position_ids", [-1, -1], i64)
        self.beams = self._input("beam_idx", [-1], np.int32)
        self.rows = self._input("rows", [1], i64)
        self.batch = self.op.gather(self.op.shape_of(self.ids), self._ints([0]), self._int(0))

    def model(self) -> Model:
        embedding = self._quantised("model.embed_tokens.weight")
        hidden = self.op.gather(
            self._floats(*embedding), self.op.convert(self.ids, np.int32), self._int(0, np.int32)
        )
        angles = self._angles()
        mask = self._causal_mask(hidden)
        for layer in range(self.size.layers):
            hidden = self._layer(layer, hidden, angles, mask)
        head = embedding if self.size.tied else self._quantised("lm_head.weight")
        results = self._likeliest(hidden, head)
        inputs = [self.ids, self.mask, self.positions, self.beams, self.rows]
        return self.ov.Model(results, self.sinks, inputs, self.variables, "novaedit")

    def _likeliest(self, hidden: Node, head: tuple[Node, Node]) -> list[Node]:
        """Log-probabilities and ids (both B, rows, TOP) of the likeliest tokens after the last rows."""
        op = self.op
        start = op.subtract(self._ints([0]), self.rows)
        last = op.slice(hidden, start, self._ints([2**62]), self._ints([1]), self._ints([1]))
        last = self._norm(last, "model.norm.weight")
        logits = op.matmul(last, self._floats(*head), False, True)
        count = self._int(min(TOP, self.size.vocabulary))
        top = op.topk(op.log_softmax(logits, -1), count, -1, "max", "value", index_element_type="i32")
        for output, name in zip(top.outputs(), OUTPUTS, strict=True):
            output.get_tensor().set_names({name})
        return [op.result(output) for output in top.outputs()]

    def _layer(self, number: int, hidden: Node, angles: tuple[Node, Node], mask: Node) -> Node:
        prefix = f"model.layers.{number}."
        normed = self._norm(hidden, prefix + "input_layernorm.weight")
        attended = self._attention(number, normed, angles, mask)
        hidden = self.op.add(hidden, attended)
        normed = self._norm(hidden, prefix + "post_attention_layernorm.weight")
        gate = self.op.swish(self._linear(normed, prefix + "mlp.gate_proj"))
        up = self._linear(normed, prefix + "mlp.up_proj")
        return self.op.add(hidden, self._linear(self.op.multiply(gate, up), prefix + "mlp.down_proj"))

    def _attention(self, number: int, hidden: Node, angles: tuple[Node, Node], mask: Node) -> Node:
        prefix = f"model.layers.{number}.self_attn."
        size, bias = self.size, self.size.attention_bias
        query = self._heads(self._linear(hidden, prefix + "q_proj", bias), size.heads)
        key = self._heads(self._linear(hidden, prefix + "k_proj", bias), size.key_value_heads)
        value = self._heads(self._linear(hidden, prefix + "v_proj", bias), size.key_value_heads)
        query = self._rotate(query, angles)
        key = self._remember(f"past_key_values.{number}.keypresent.{number}.key", self._rotate(key, angles))
        value = self._remember(f"past_key_values.{number}.valuepresent.{number}.value", value)
        attended = self.op.scaled_dot_product_attention(
            query, self._repeat(key), self._repeat(value), mask, causal=False
        )
        swapped = self.op.transpose(attended, self._ints([0, 2, 1, 3]))
        flat = self.op.reshape(swapped, self._ints([0, 0, size.heads * size.head_width]), True)
        return self._linear(flat, prefix + "o_proj")

    def _heads(self, flat: Node, heads: int) -> Node:
        """(B, T, H*D) -> (B, H, T, D)."""
        split = self.op.reshape(flat, self._ints([0, 0, heads, self.size.head_width]), True)
        return self.op.transpose(split, self._ints([0, 2, 1, 3]))

    def _remember(self, name: str, fresh: Node) -> Node:
        """Append `fresh` (B, H, T, D) to what the state holds; the result is (B, H, S, D)."""
        from openvino.op.util import Variable, VariableInfo

        shape = [-1, self.size.key_value_heads, -1, self.size.head_width]
        info = VariableInfo()
        info.data_shape, info.data_type = self.ov.PartialShape(shape), self.ov.Type.f32
        info.variable_id = name
        variable = Variable(info)
        start_shape = self.op.concat([self.batch, *(self._ints([n if n > 0 else 0]) for n in shape[1:])], 0)
        empty = self.op.broadcast(self._float(0.0), start_shape)
        past = self.op.gather(self.op.read_value(empty, variable), self.beams, self._int(0))
        present = self.op.concat([past, fresh], 2)
        self.sinks.append(self.op.assign(present, variable))
        self.variables.append(variable)
        return present

    def _repeat(self, shared: Node) -> Node:
        """Give each group of query heads its own view: (B, kv heads, S, D) -> (B, heads, S, D)."""
        size = self.size
        groups = size.heads // size.key_value_heads
        if groups == 1:
            return shared
        wide = self.op.unsqueeze(shared, self._int(2))
        target = self.op.concat([self.batch, *(self._ints([n]) for n in (1, groups, 1, 1))], 0)
        spread = self.op.broadcast(wide, target, broadcast_spec="BIDIRECTIONAL")
        return self.op.reshape(spread, self._ints([0, size.heads, -1, size.head_width]), True)

    def _angles(self) -> tuple[Node, Node]:
        """Cosine and sine of each position and pair of dimensions, both (B, 1, T, D)."""
        half = np.arange(0, self.size.head_width, 2, dtype=np.float32) / self.size.head_width
        frequencies = (self.size.rope_theta**-half).astype(np.float32)[None, :, None]
        target = self.op.concat([self.batch, self._ints([1]), self._ints([1])], 0)
        column = self.op.broadcast(self.op.constant(frequencies), target, broadcast_spec="BIDIRECTIONAL")
        row = self.op.convert(self.op.unsqueeze(self.positions, self._int(1)), np.float32)
        angles = self.op.transpose(self.op.matmul(column, row, False, False), self._ints([0, 2, 1]))
        both = self.op.concat([angles, angles], -1)
        return (
            self.op.unsqueeze(self.op.cos(both), self._int(1)),
            self.op.unsqueeze(self.op.sin(both), self._int(1)),
        )

    def _rotate(self, heads: Node, angles: tuple[Node, Node]) -> Node:
        cosine, sine = angles
        half = self.size.head_width // 2
        last = self._ints([3])
        step = self._ints([1])
        low = self.op.slice(heads, self._ints([0]), self._ints([half]), step, last)
        high = self.op.slice(heads, self._ints([half]), self._ints([2**62]), step, last)
        turned = self.op.concat([self.op.multiply(high, self._float(-1.0, 4)), low], -1)
        return self.op.add(self.op.multiply(heads, cosine), self.op.multiply(turned, sine))

    def _causal_mask(self, hidden: Node) -> Node:
        """(B, 1, T, S): 0 where a token may look, minus infinity where it may not."""
        op = self.op
        all_tokens = op.gather(op.shape_of(self.mask), self._ints([1]), self._int(0))
        new_tokens = op.gather(op.shape_of(hidden), self._ints([1]), self._int(0))
        scalar = self._ints([])
        columns = op.range(self._int(0), op.reshape(all_tokens, scalar, False), self._int(1), "i64")
        first = op.subtract(all_tokens, new_tokens)
        rows = op.add(
            op.range(self._int(0), op.reshape(new_tokens, scalar, False), self._int(1), "i64"), first
        )
        visible = op.less_equal(op.unsqueeze(columns, self._int(0)), op.unsqueeze(rows, self._int(1)))
        real = op.not_equal(self.mask, self._int(0))  # (B, S)
        shown = op.logical_and(
            op.unsqueeze(visible, self._ints([0, 1])), op.unsqueeze(real, self._ints([1, 2]))
        )
        return op.select(shown, self._float(0.0), self._float(float(np.finfo(np.float32).min)))

    def _norm(self, hidden: Node, name: str) -> Node:
        op = self.op
        squares = op.power(hidden, self._float(2.0, 3))
        mean = op.reduce_mean(squares, self._ints([-1]), keep_dims=True)
        root = op.sqrt(op.add(mean, self._float(self.size.norm_epsilon, 3)))
        scaled = op.multiply(hidden, op.divide(self._float(1.0, 3), root))
        return op.multiply(scaled, op.constant(self.tensors(name)[None, None, :]))

    def _linear(self, hidden: Node, name: str, bias: bool = False) -> Node:
        weights = self._floats(*self._quantised(name + ".weight"))
        product = self.op.matmul(hidden, weights, False, True)
        if not bias:
            return product
        return self.op.add(product, self.op.constant(self.tensors(name + ".bias")[None, None, :]))

    def _quantised(self, name: str) -> tuple[Node, Node]:
        codes, scales = quantise_rows(self.tensors(name))
        return self.op.constant(codes), self.op.constant(scales)

    def _floats(self, codes: Node, scales: Node) -> Node:
        """What the engine fuses into the product: codes times the scale of their row."""
        product = self.op.multiply(self.op.convert(codes, np.float16), scales)
        return self.op.convert(product, np.float32)

    def _input(self, name: str, shape: list[int], kind: type[np.generic]) -> Node:
        node = self.op.parameter(shape, kind)
        node.set_friendly_name(name)  # paged attention looks its inputs up by both names
        node.output(0).get_tensor().set_names({name})
        return node

    def _int(self, value: int, kind: type[np.generic] = np.int64) -> Node:
        return self.op.constant(value, kind)

    def _ints(self, values: list[int]) -> Node:
        return self.op.constant(np.array(values, dtype=np.int64))

    def _float(self, value: float, rank: int = 0) -> Node:
        return self.op.constant(np.full((1,) * rank, value, dtype=np.float32))
