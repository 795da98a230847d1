/** px; Plot lays out labels by it. */
export const CHART_FONT_PX = 12;
