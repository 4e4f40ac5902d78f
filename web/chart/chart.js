// The drawing of the timeline, on D3's modules, served apart as /chart.js: bars by period, a query a colour side by
// side, hatched on top what is dated to a longer period only, and a brush that takes whole periods. It knows nothing of
// the service or of words; colours and fonts are CSS classes' business.
import {axisBottom, axisLeft} from 'd3-axis';
import {brushX} from 'd3-brush';
import {scaleLinear, scaleUtc} from 'd3-scale';
import {create, pointer} from 'd3-selection';
import {stack} from 'd3-shape';

import './notice.js';

const height = 220;
const margin = {top: 8, right: 4, bottom: 22, left: 46};
const stacked = stack().keys(['solid', 'hatched']);

/// A chart in `place` that keeps its width. `onBrush(from, to)`: places in the whole time, 0 to 1, where a drag ended;
/// `snap(from, to)`: the same as it would be taken, in places; `onPoint(place | undefined)`: where the pointer is.
export function makeChart(place, {label, onBrush, snap, onPoint}) {
  const svg = create('svg').attr('role', 'img').attr('aria-label', label).attr('height', height);
  let figures;
  let width = 0;

  const definitions = svg.append('defs');
  for (const query of [0, 1]) {
    const hatch = definitions
      .append('pattern')
      .attr('id', `hatch-${query}`)
      .attr('width', 5)
      .attr('height', 5)
      .attr('patternUnits', 'userSpaceOnUse');
    hatch.append('path').attr('class', `hatch query-${query}`).attr('d', 'M-1,1l2,-2M0,5l5,-5M4,6l2,-2');
  }
  const axes = [svg.append('g').attr('class', 'axis across'), svg.append('g').attr('class', 'axis up')];
  const bars = svg.append('g');
  const brushPlace = svg.append('g').attr('class', 'brush');
  place.replaceChildren(svg.node());

  const across = () => scaleUtc([figures.rows[0].first, figures.rows.at(-1).next], [margin.left, width - margin.right]);
  const placeOf = (x) => Math.min(1, Math.max(0, (x - margin.left) / (width - margin.right - margin.left)));
  const pixelOf = (part) => margin.left + part * (width - margin.right - margin.left);

  const brush = brushX()
    .on('brush', (event) => {
      if (!event.sourceEvent || !event.selection) return;
      const taken = snap(...event.selection.map(placeOf)).map(pixelOf);
      if (taken.some((x, end) => x !== event.selection[end])) brushPlace.call(brush.move, taken);
    })
    .on('end', (event) => {
      if (!event.sourceEvent || !event.selection) return;
      const [from, to] = event.selection.map(placeOf);
      brushPlace.call(brush.move, null);
      onBrush(from, to);
    });
  brushPlace.on('pointermove', (event) => onPoint(placeOf(pointer(event)[0])));
  brushPlace.on('pointerleave', () => onPoint(undefined));

  function draw() {
    if (!figures || width < margin.left + margin.right + 20) return;
    const {rows, queries, percentages, tick} = figures;
    const heights = Array.from({length: queries}, (_, query) =>
      stacked(rows.map((row) => figures.bar(row.queries[query]))),
    );
    const most = Math.max(...heights.flatMap((layers) => layers.at(-1).map(([, top]) => top)), 0) || 1;
    const x = across();
    const y = scaleLinear([0, most], [height - margin.bottom, margin.top]).nice(5);
    const whole = y.ticks(5).filter((value) => percentages || Number.isInteger(value));

    svg.attr('width', width).attr('viewBox', `0 0 ${width} ${height}`);
    axes[0]
      .attr('transform', `translate(0,${height - margin.bottom})`)
      .call(axisBottom(x).ticks(Math.max(2, Math.min(rows.length, Math.floor(width / 110)))).tickSizeOuter(0).tickSize(4));
    axes[1]
      .attr('transform', `translate(${margin.left},0)`)
      .call(axisLeft(y).tickValues(whole).tickFormat(tick).tickSize(-(width - margin.left - margin.right)).tickPadding(6));
    for (const axis of axes) axis.attr('font-family', null).attr('font-size', null);

    const layers = heights.flatMap((both, query) => both.map((layer) => ({layer, query})));
    bars
      .selectAll('path')
      .data(layers)
      .join('path')
      .attr('class', ({layer, query}) => `bars ${layer.key} query-${query}`)
      .attr('fill', ({layer, query}) => (layer.key === 'hatched' ? `url(#hatch-${query})` : null))
      .attr('d', ({layer, query}) => outline(layer, query, queries, rows, x, y));
    brush.extent([
      [margin.left, margin.top],
      [width - margin.right, height - margin.bottom],
    ]);
    brushPlace.call(brush);
  }

  new ResizeObserver(([entry]) => {
    width = Math.floor(entry.contentRect.width);
    draw();
  }).observe(place);

  /// `rows` {first, next, queries […]}, `queries`: how many; `bar(figures of a query)` {solid, hatched}; `percentages`;
  /// `tick(value)` as text; `label`.
  return (next) => {
    figures = next;
    svg.attr('aria-label', next.label);
    draw();
  };
}

// All bars of a layer in one path: thousands of periods stay light. A bar is as wide as its period, and a query takes
// its part of it; none is thinner than a hair.
function outline(layer, query, queries, rows, x, y) {
  let path = '';
  layer.forEach(([bottom, top], index) => {
    if (top <= bottom) return;
    const left = x(rows[index].first);
    const room = x(rows[index].next) - left;
    const gap = Math.min(1, room / 8);
    const own = (room - gap) / queries;
    const wide = Math.max(own - (queries > 1 ? gap / 2 : 0), 0.8);
    path += `M${round(left + gap / 2 + query * own)},${round(y(bottom))}h${round(wide)}V${round(y(top))}h${round(-wide)}z`;
  });
  return path;
}

const round = (value) => Math.round(value * 100) / 100;
